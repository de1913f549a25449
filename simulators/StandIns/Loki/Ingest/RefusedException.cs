namespace Validation.Simulators.StandIns.Loki.Ingest;

/// <summary>A request is refused with a status and Loki's words.</summary>
internal sealed class RefusedException(int status, string words) : Exception(words)
{
    public int Status { get; } = status;

    public static RefusedException BadRequest(string words) => new(400, words);
}
