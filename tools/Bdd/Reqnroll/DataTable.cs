using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Reqnroll;

/// <summary>The older name of <see cref="DataTable"/>.</summary>
public abstract class Table
{
    private readonly List<DataTableRow> _rows = [];

    private protected Table(IEnumerable<string> header)
    {
        Header = [.. header];
        var twice = Header.GroupBy(h => h, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new ArgumentException($"The table has two columns \"{twice.Key}\"; give each column a name of its own.", nameof(header));
    }

    /// <summary>The first row: the names of the columns.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The rows below the header.</summary>
    public IReadOnlyList<DataTableRow> Rows => _rows;

    /// <summary>How many rows there are below the header.</summary>
    public int RowCount => _rows.Count;

    /// <summary>Adds a row.</summary>
    /// <exception cref="ArgumentException">It has more or fewer cells than the header.</exception>
    public void AddRow(params string[] cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        if (cells.Length != Header.Count)
            throw new ArgumentException($"The row has {cells.Length} cells and the header {Header.Count}.", nameof(cells));
        _rows.Add(new DataTableRow(Header, cells));
    }

    /// <summary>True when there is a column of this name.</summary>
    public bool ContainsColumn(string column) => Header.Contains(column, StringComparer.Ordinal);

    /// <summary>The table as it stands in the feature.</summary>
    public override string ToString() =>
        string.Join('\n', new[] { Header }.Concat(_rows.Select(r => (IReadOnlyList<string>)[.. r.Values])).Select(r => $"| {string.Join(" | ", r)} |"));
}

/// <summary>A step's table: a header and rows of texts.</summary>
/// <param name="header">Names of the columns, each once.</param>
public sealed class DataTable(params string[] header) : Table(header);

/// <summary>The older name of <see cref="DataTableRow"/>.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "The name is part of the binding surface.")]
public abstract class TableRow(IReadOnlyList<string> header, IReadOnlyList<string> cells) : IReadOnlyDictionary<string, string>
{
    /// <inheritdoc />
    public IEnumerable<string> Keys => header;

    /// <inheritdoc />
    public IEnumerable<string> Values => cells;

    /// <inheritdoc />
    public int Count => cells.Count;

    /// <summary>The cell of a column.</summary>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public string this[string column] => TryGetValue(column, out var value)
        ? value
        : throw new KeyNotFoundException($"The table has no column \"{column}\"; it has {string.Join(", ", header)}.");

    /// <summary>The cell of a column, from 0.</summary>
    public string this[int index] => cells[index];

    /// <inheritdoc />
    public bool ContainsKey(string key) => header.Contains(key, StringComparer.Ordinal);

    /// <inheritdoc />
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (string.Equals(header[i], key, StringComparison.Ordinal))
            {
                value = cells[i];
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => header.Zip(cells, KeyValuePair.Create).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A row of a step's table; cells by column name.</summary>
public sealed class DataTableRow : TableRow
{
    internal DataTableRow(IReadOnlyList<string> header, IReadOnlyList<string> cells)
        : base(header, cells)
    {
    }
}
