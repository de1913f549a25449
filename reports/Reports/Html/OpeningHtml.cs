using Validation.Harness.Events;

namespace Validation.Reports.Html;

/// <summary>What a person must know before anything else: kind, verdict, why, what it means, how much there is.</summary>
internal static class OpeningHtml
{
    public static void Write(Page page, RunModel run)
    {
        var outcome = Words.Outcome(run.Verdict.Outcome);
        page.Add($"<header class=\"opening {outcome}\">");
        page.Add($"<h1><span class=\"kind\">{Headline.Kind(run)}</span> — <span class=\"outcome\">{outcome}</span>");
        page.Add($"<small>seed <code>{run.Seed}</code> · run <code>{run.RunId}</code></small></h1>");
        if (Headline.CutShort(run) is { } cut)
            page.Add($"<p class=\"cut\" role=\"note\">{cut}</p>");
        Wrong(page, Digest.Lines(run));
        page.Add($"<p class=\"why\">{Headline.Why(run)}</p>");
        page.Add($"<p class=\"meaning\">{Headline.Meaning(run)}</p>");
        Tally(page, run.Totals);
        Facts(page, run);
        page.Markup("</header>");
    }

    private static void Wrong(Page page, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        page.Markup("<ul class=\"wrong\">");
        foreach (var line in lines)
            page.Add($"<li>{line}</li>");
        page.Markup("</ul>");
    }

    private static void Tally(Page page, Totals totals)
    {
        (int Count, string Name)[] ends =
        [
            (totals.Passed, "passed"), (totals.Failed, "failed"), (totals.Broken, "broken"),
            (totals.Unfinished, "unfinished"), (totals.Skipped, "skipped"),
        ];
        page.Markup("<div class=\"tally\">");
        page.Add($"<p>{Words.Count(totals.Scenarios, "scenario")}</p>");
        page.Markup("<div class=\"bar\" aria-hidden=\"true\">");
        foreach (var (count, name) in ends.Where(e => e.Count > 0))
            page.Add($"<span class=\"{name}\" style=\"flex-grow:{count}\"></span>");
        page.Markup("</div>");
        page.Markup("<ul class=\"legend\">");
        foreach (var (count, name) in ends.Where(e => e.Count > 0))
            page.Add($"<li><span class=\"status {name}\">{name}</span> {Words.Number(count)}</li>");
        page.Markup("</ul>");
        page.Add($"<p class=\"claims\">{Claims(totals)}</p>");
        page.Markup("</div>");
    }

    private static string Claims(Totals totals)
    {
        var text = totals.Claims == 0
            ? "No claim was put to the stack."
            : $"{Words.Count(totals.Claims, "claim")} put to the stack: {Words.Count(totals.Held, "holds", "hold")}, {Words.Number(totals.Violated)} violated, "
                + $"{Words.Number(totals.Unknown)} unknown; {Words.Count(totals.Findings, "finding")}.";
        return totals.WithoutClaim == 0 ? text
            : $"{text} {Words.Count(totals.WithoutClaim, "passed scenario")} made no claim.";
    }

    private static void Facts(Page page, RunModel run)
    {
        page.Markup("<dl class=\"facts\">");
        Fact(page, "Environment", run.Environment);
        Fact(page, "Started", Words.Utc(run.StartedAt));
        Fact(page, "Took", Words.Seconds(run.Seconds) + (run.Finished ? "" : ", then cut short"));
        Fact(page, "Harness", run.Harness);
        foreach (var (name, value) in run.Machine)
            Fact(page, name, value);
        page.Add($"<div><dt>Record</dt><dd><a href=\"{EventLog.FileName}\">{EventLog.FileName}</a></dd></div>");
        page.Markup("</dl>");
    }

    private static void Fact(Page page, string name, string value) => page.Add($"<div><dt>{name}</dt><dd>{value}</dd></div>");
}
