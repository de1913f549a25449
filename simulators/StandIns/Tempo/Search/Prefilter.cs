using System.Text;
using Validation.Simulators.StandIns.Tempo.Storage;
using Validation.Simulators.StandIns.Tempo.TraceQl;

namespace Validation.Simulators.StandIns.Tempo.Search;

/// <summary>
/// Texts that a trace must have somewhere in its bytes or the query cannot match: what makes a search in a million spans quick. It
/// never decides that a trace matches.
/// </summary>
internal sealed class Prefilter
{
    private readonly List<byte[]> _needed;
    private readonly Dictionary<BatchHead, bool[]> _heads = new(ReferenceEqualityComparer.Instance);

    private Prefilter(IEnumerable<string> needed) => _needed = [.. needed.Where(t => t.Length > 0).Distinct().Select(Encoding.UTF8.GetBytes)];

    /// <summary>Of a query.</summary>
    public static Prefilter Of(TraceQuery query) => new(query.Stages.SelectMany(Needed));

    /// <summary>Of texts.</summary>
    public static Prefilter Of(IEnumerable<string> texts) => new(texts);

    /// <summary>Whether a row may match.</summary>
    public bool MayMatch(TraceRow row)
    {
        for (var i = 0; i < _needed.Count; i++)
        {
            if (!Has(row, i))
                return false;
        }

        return true;
    }

    private static IEnumerable<string> Needed(Stage stage) => stage switch
    {
        Filter filter => Needed(filter.Condition),
        Relation { Op: "&&" or ">" or ">>" or "<" or "<<" or "~" } both => [.. Needed(both.Left), .. Needed(both.Right)],
        _ => [],
    };

    private static IEnumerable<string> Needed(Expression condition) => condition switch
    {
        Logic { IsAnd: true } both => [.. Needed(both.Left), .. Needed(both.Right)],
        Comparison { Op: "=", Left: Field field, Right: Constant { Value: { Type: TraceType.Text } text } } when IsText(field) => [text.Text],
        Comparison { Op: "=", Right: Field field, Left: Constant { Value: { Type: TraceType.Text } text } } when IsText(field) => [text.Text],
        _ => [],
    };

    // Ids are bytes in the store and digits in a query.
    private static bool IsText(Field field) =>
        !field.IsIntrinsic || field.Name is "name" or "statusMessage" or "rootName" or "rootServiceName" or "event:name" or "instrumentation:name";

    private bool Has(TraceRow row, int text)
    {
        foreach (var batch in row.Batches)
        {
            if (InHead(batch.Head)[text] || batch.Bytes.AsSpan().IndexOf(_needed[text]) >= 0)
                return true;
        }

        return false;
    }

    private bool[] InHead(BatchHead head)
    {
        if (!_heads.TryGetValue(head, out var has))
            _heads.Add(head, has = [.. _needed.Select(n => head.Packed.AsSpan().IndexOf(n) >= 0)]);
        return has;
    }
}
