namespace Validation.Simulators.StandIns.Tempo.Search;

/// <summary>A question that is refused with status 400 and these words.</summary>
internal sealed class BadQueryException(string message) : Exception(message);
