using System.Collections.Immutable;
using Validation.Harness.Events;

namespace Validation.Reports.Html;

/// <summary>Writes what happened in a stretch of a scenario: verdicts, figures, evidence, output.</summary>
internal sealed class PieceWriter(Page page, IEvidenceText evidence)
{
    private const int MostFindings = 10;
    private const int MostLines = 100;

    public void Write(Happenings happened)
    {
        foreach (var verdict in happened.Verdicts)
            Write(verdict);
        foreach (var figure in happened.Measurements)
            Write(figure);
        Write(happened.Evidence);
        Output(happened.Output);
    }

    public void Write(ImmutableArray<EvidenceFile> files)
    {
        if (files.IsEmpty)
            return;
        page.Markup("<ul class=\"evidence\">");
        foreach (var file in files)
            Write(file);
        page.Markup("</ul>");
    }

    public void Output(ImmutableArray<string> lines)
    {
        if (lines.IsEmpty)
            return;
        page.Add($"<details class=\"folded\"><summary>Output, {Words.Count(lines.Length, "line")}</summary>");
        if (lines.Length > MostLines)
            page.Add($"<p class=\"more\">the last {MostLines}; all are in <a href=\"{EventLog.FileName}\">{EventLog.FileName}</a></p>");
        page.Add($"<pre>{string.Join('\n', lines.TakeLast(MostLines))}</pre></details>");
    }

    private void Write(VerdictReached verdict)
    {
        var outcome = Words.Outcome(verdict.Outcome);
        page.Add($"<div class=\"claim {outcome}\"><p><span class=\"status {outcome}\">{outcome}</span> {verdict.Claim}</p>");
        if (!verdict.Findings.IsEmpty)
            Findings(verdict);
        Write(verdict.Evidence);
        page.Markup("</div>");
    }

    private void Findings(VerdictReached verdict)
    {
        page.Markup("<table class=\"findings stack\">");
        page.Markup("<thead><tr><th>Finding</th><th>Item</th><th>Expected</th><th>Got</th></tr></thead><tbody>");
        foreach (var finding in verdict.Findings.Take(MostFindings))
        {
            page.Add($"<tr><th scope=\"row\">{finding.Rule}</th><td data-label=\"Item\"><code>{finding.Key}</code></td>");
            page.Add($"<td data-label=\"Expected\">{finding.Expected}</td><td data-label=\"Got\">{finding.Actual}</td></tr>");
        }

        page.Markup("</tbody></table>");
        if (verdict.FindingCount > MostFindings)
            page.Add($"<p class=\"more\">and {Words.Count(verdict.FindingCount - MostFindings, "more finding")}; the first {Words.Number(verdict.Findings.Length)} are in <a href=\"{EventLog.FileName}\">{EventLog.FileName}</a></p>");
    }

    private void Write(Measured figure)
    {
        var limits = Limits.Of(figure);
        page.Add($"<p class=\"measured\">{figure.Name}: <strong>{Words.Figure(figure.Value, figure.Unit)}</strong> <span class=\"demanded\">{limits.Demanded}</span>");
        if (!limits.Kept)
            page.Markup(" <span class=\"status violated\">outside</span>");
        page.Markup("</p>");
    }

    private void Write(EvidenceFile file)
    {
        var size = $"{Clean.Line(file.MediaType)}, {Words.Bytes(file.Bytes)}";
        if (evidence.Read(file) is { } text)
        {
            page.Add($"<li><details class=\"folded\"><summary>{file.Name} <small>{size}</small></summary><pre>{text}</pre></details></li>");
            return;
        }

        if (EvidenceFolder.Link(file.Path) is { } link)
            page.Add($"<li><a href=\"{link}\">{file.Name}</a> <small>{size}</small></li>");
        else
            page.Add($"<li>{file.Name} <small>{size}, not within the run directory: {file.Path}</small></li>");
    }
}
