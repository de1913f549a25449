using Validation.Harness.Events;

namespace Validation.Reports.Allure;

/// <summary>
/// The files that one result refers to, under names that are pure functions of the run, the scenario and their order.
/// </summary>
/// <param name="uuid">Identity of the result.</param>
internal sealed class AttachmentList(string uuid)
{
    private readonly List<(string Source, EvidenceFile File)> _files = [];
    private readonly List<(string Source, string Text)> _texts = [];

    /// <summary>Evidence that is to be copied.</summary>
    public IReadOnlyList<(string Source, EvidenceFile File)> Files => _files;

    /// <summary>Texts that are to be written.</summary>
    public IReadOnlyList<(string Source, string Text)> Texts => _texts;

    public AllureAttachment File(EvidenceFile file)
    {
        var source = Source(file.Name);
        _files.Add((source, file));
        return new AllureAttachment(Clean.Line(file.Name), source, Clean.Line(file.MediaType));
    }

    public AllureAttachment Text(string name, string text)
    {
        var source = Source(name);
        _texts.Add((source, Clean.Text(text)));
        return new AllureAttachment(name, source, "text/plain");
    }

    private string Source(string? name)
    {
        var ending = Path.GetExtension(Clean.Line(name)).TrimStart('.');
        var safe = ending.Length is > 0 and <= 8 && ending.All(char.IsAsciiLetterOrDigit) ? "." + ending : "";
        return $"{AllureIdentity.Uuid(uuid, Words.Number(_files.Count + _texts.Count))}-attachment{safe}";
    }
}
