namespace Validation.Simulators.StandIns.LibvirtExporter.Exposition;

/// <summary>The rows of one subject: labels and up to 64 columns of values, each there or not. Cleared and filled again for every scrape.</summary>
/// <param name="columns">How many columns a row has.</param>
internal sealed class RowSet(int columns)
{
    /// <summary>More rows than any real domain has; what a server invents beyond is not kept for the next scrape.</summary>
    private const int MostKept = 1024;
    private Label[] _labels = new Label[1];
    private ulong[] _present = new ulong[1];
    private double[] _values = new double[columns];
    private int[] _order = new int[1];

    public int Count { get; private set; }

    public Label LabelOf(int row) => _labels[row];

    /// <summary>The row that is written as number <paramref name="place"/>, after <see cref="Sort"/>.</summary>
    public int RowAt(int place) => _order[place];

    public void Clear()
    {
        Count = 0;
        if (_labels.Length > MostKept)
            (_labels, _present, _values, _order) = (new Label[1], new ulong[1], new double[columns], new int[1]);
    }

    /// <summary>A new row without values.</summary>
    public int Add(Label label)
    {
        if (Count == _labels.Length)
        {
            Array.Resize(ref _labels, Count * 2);
            Array.Resize(ref _present, Count * 2);
            Array.Resize(ref _values, Count * 2 * columns);
            Array.Resize(ref _order, Count * 2);
        }

        _labels[Count] = label;
        _present[Count] = 0;
        return Count++;
    }

    /// <summary>A new row with the same value in every column.</summary>
    public int Add(Label label, double value)
    {
        var row = Add(label);
        _present[row] = (1UL << columns) - 1;
        _values.AsSpan(row * columns, columns).Fill(value);
        return row;
    }

    public void Set(int row, int column, double value)
    {
        _values[row * columns + column] = value;
        _present[row] |= 1UL << column;
    }

    /// <summary>Takes a value away.</summary>
    public void Drop(int row, int column) => _present[row] &= ~(1UL << column);

    public bool TryGet(int row, int column, out double value)
    {
        value = _values[row * columns + column];
        return (_present[row] >> column & 1) == 1;
    }

    /// <summary>Puts the rows into the order of their labels; rows of equal labels stay in the order they came.</summary>
    public void Sort()
    {
        var rows = _order.AsSpan(0, Count);
        for (var row = 0; row < rows.Length; row++)
            rows[row] = row;
        for (var row = 1; row < rows.Length; row++)
        {
            if (_labels[row - 1].CompareTo(_labels[row]) <= 0)
                continue;
            rows.Sort(new ByLabel(_labels));
            return;
        }
    }

    private readonly struct ByLabel(Label[] labels) : IComparer<int>
    {
        public int Compare(int x, int y) => labels[x].CompareTo(labels[y]) is var order && order != 0 ? order : x - y;
    }
}
