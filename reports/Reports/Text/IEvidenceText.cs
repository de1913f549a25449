using Validation.Harness.Events;

namespace Validation.Reports;

/// <summary>Gives the text of evidence that is small enough to be shown within a report.</summary>
public interface IEvidenceText
{
    /// <summary>The text; null when it is not text, too large, or not there: then it is linked.</summary>
    string? Read(EvidenceFile file);
}
