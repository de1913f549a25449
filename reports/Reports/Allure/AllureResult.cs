using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Validation.Reports.Allure;

/// <summary>
/// A test result of Allure 2, which Allure 3 reads too: one file <c>{uuid}-result.json</c>.
/// Source: https://allurereport.org/docs/how-it-works-test-result-file/. Times are milliseconds since the Unix epoch.
/// </summary>
internal sealed record AllureResult(
    string Uuid,
    string HistoryId,
    string TestCaseId,
    string FullName,
    string Name,
    string? Description,
    ImmutableArray<string> TitlePath,
    ImmutableArray<AllureLabel> Labels,
    ImmutableArray<AllureParameter> Parameters,
    string Status,
    AllureDetails? StatusDetails,
    string Stage,
    long Start,
    long Stop,
    ImmutableArray<AllureStep> Steps,
    ImmutableArray<AllureAttachment> Attachments);

/// <summary>A step or sub-step.</summary>
internal sealed record AllureStep(
    string Name,
    string Status,
    AllureDetails? StatusDetails,
    string Stage,
    long Start,
    long Stop,
    ImmutableArray<AllureParameter> Parameters,
    ImmutableArray<AllureStep> Steps,
    ImmutableArray<AllureAttachment> Attachments);

/// <summary>Why a status is what it is.</summary>
internal sealed record AllureDetails(string Message, string? Trace);

/// <summary>A label: <c>feature</c>, <c>story</c>, <c>severity</c>, <c>tag</c>, <c>suite</c>, <c>host</c> and others.</summary>
internal sealed record AllureLabel(string Name, string Value);

/// <summary>A parameter; an excluded one is no part of the test's identity.</summary>
internal sealed record AllureParameter(string Name, string Value, bool? Excluded = null);

/// <summary>A file of the results directory.</summary>
internal sealed record AllureAttachment(string Name, string Source, string Type);

/// <summary>How the files of Allure are written.</summary>
internal static class AllureJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options) + "\n";
}
