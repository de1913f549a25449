using Validation.Bdd.Running;

namespace Reqnroll;

/// <summary>Makes objects of tables. Names of columns and members are compared without case, blanks and punctuation.</summary>
public static class DataTableHelpers
{
    /// <summary>
    /// One object: from a table with one row, or from a table of two columns, member and value, whose header is
    /// <c>Field | Value</c> or whose first row names a member.
    /// </summary>
    /// <exception cref="BindingException">A column is no member, a member is missing, or a value does not fit.</exception>
    public static T CreateInstance<T>(this Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var maker = new RowMaker(typeof(T));
        if (IsVertical(table, maker))
            return (T)maker.Make([.. table.Rows.Select(r => r[0])], [.. table.Rows.Select(r => r[1])], "the table");
        if (table.RowCount != 1)
            throw new BindingException($"One {typeof(T).Name} is made of one row, and the table has {table.RowCount}; take CreateSet for more.");
        return (T)maker.Make(table.Header, [.. table.Rows[0].Values], "row 1");
    }

    /// <summary>One object for each row.</summary>
    /// <exception cref="BindingException">A column is no member, a member is missing, or a value does not fit.</exception>
    public static IEnumerable<T> CreateSet<T>(this Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var maker = new RowMaker(typeof(T));
        // Made at once: an error belongs to the step that has the table.
        return [.. table.Rows.Select((row, i) => (T)maker.Make(table.Header, [.. row.Values], $"row {i + 1}"))];
    }

    private static bool IsVertical(Table table, RowMaker maker) =>
        table.Header.Count == 2 && table.RowCount > 0
        && (table.Header is ["Field" or "field", "Value" or "value"] || (maker.Knows(table.Rows[0][0]) && !maker.Knows(table.Header[0])));
}
