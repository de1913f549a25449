using System.Globalization;

namespace Validation.Simulators.StandIns.Loki.Ingest;

/// <summary>A request is refused with a status and Loki's words.</summary>
internal sealed class RefusedException(int status, string words) : Exception(words)
{
    public int Status { get; } = status;

    public static RefusedException BadRequest(string words) => new(400, words);

    /// <summary>A body of more bytes than are taken.</summary>
    public static RefusedException TooLarge(long bytes, long most) =>
        new(413, string.Create(CultureInfo.InvariantCulture, $"request body too large: message size too large than max ({bytes} vs {most})"));
}
