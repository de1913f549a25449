namespace Validation.Simulators.StandIns.Tempo.Ingest;

/// <summary>Why a request was refused, with the numbers of gRPC's codes.</summary>
/// <param name="Code">3 InvalidArgument, 8 ResourceExhausted.</param>
/// <param name="Message">Tempo's words.</param>
internal sealed record Refusal(int Code, string Message)
{
    /// <summary>gRPC's InvalidArgument.</summary>
    public const int InvalidArgument = 3;

    /// <summary>gRPC's ResourceExhausted.</summary>
    public const int ResourceExhausted = 8;

    /// <summary>The status of HTTP that says the same.</summary>
    public int HttpStatus => Code == ResourceExhausted ? 429 : 400;
}
