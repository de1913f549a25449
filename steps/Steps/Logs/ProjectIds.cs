using System.Text.RegularExpressions;

namespace Validation.Steps.Logs;

/// <summary>Ids of projects in lines of OpenStack's services, and the documented queries that ask for them.</summary>
public static partial class ProjectIds
{
    private static readonly string[] s_places = ["$project_id", "<my-project-id-here>"];

    /// <summary>The project that most lines are about; of several the one that is named first.</summary>
    /// <exception cref="InvalidOperationException">No line is about a project: a query for one would prove nothing.</exception>
    public static string MostFrequent(IEnumerable<string> lines) =>
        lines.Select(l => Context().Match(l)).Where(m => m.Success).GroupBy(m => m.Groups[1].Value).MaxBy(g => g.Count())?.Key
        ?? throw new InvalidOperationException("None of the lines that were written is about a project: the query would prove nothing.");

    /// <summary>A documented query with the service and the project in the places that are left for them.</summary>
    /// <exception cref="InvalidOperationException">It has no place for a project, or one more that nobody fills.</exception>
    public static string Filled(string query, string service, string project)
    {
        ArgumentNullException.ThrowIfNull(query);
        var filled = s_places.Aggregate(query.Replace("$service", service, StringComparison.Ordinal),
            (q, place) => q.Replace(place, project, StringComparison.Ordinal));
        return filled.Contains(project, StringComparison.Ordinal) && filled.IndexOfAny(['$', '<']) < 0 ? filled
            : throw new InvalidOperationException($"The documented query {query} has no place for a project, or one that nobody fills.");
    }

    // oslo.log's bracket: request, user, project.
    [GeneratedRegex(@"req-[0-9a-f-]{36} [0-9a-f]{32} ([0-9a-f]{32}) ")]
    private static partial Regex Context();
}
