using Reqnroll;
using Validation.Steps.Run;

namespace Validation.Steps.Metrics;

/// <summary>A feature's table of the labels that the collector adds.</summary>
public static class CollectorLabels
{
    /// <summary>The rows <c>label</c> and <c>value</c>; the value <c>the node</c> is the name of the run's node.</summary>
    public static AddedLabels Of(DataTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new AddedLabels([.. table.Rows.Select(r => (r["label"], r["value"] == "the node" ? ValidationRun.Current.Node.Name : r["value"]))]);
    }
}
