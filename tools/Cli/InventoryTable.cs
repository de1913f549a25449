using System.Collections.Immutable;
using Validation.Environments.Embedded.Programs;

namespace Validation.Cli;

/// <summary>The programs as a table; what is missing, with its reason, below it, because a reason is longer than a column.</summary>
internal static class InventoryTable
{
    private static readonly string[] Head = ["program", "version", "from", "path"];

    /// <summary>Plain lines, aligned with blanks, none at their end.</summary>
    public static IEnumerable<string> Lines(ImmutableArray<InventoryRow> rows)
    {
        string[][] cells = [Head, .. rows.Select(Cells)];
        int[] widths = [.. Enumerable.Range(0, Head.Length).Select(column => cells.Max(line => line[column].Length))];
        return
        [
            .. cells.Select(line => string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()),
            .. rows.Where(row => row.Missing is not null).Select(row => $"{row.Program}: {row.Missing}"),
        ];
    }

    private static string[] Cells(InventoryRow row) =>
        row.Missing is null ? [row.Program, row.Version, row.Source, row.Path] : [row.Program, "-", "missing", "-"];
}
