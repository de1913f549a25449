namespace Validation.Simulators.Telemetry.Stories;

/// <summary>Something goes wrong in a story. It climbs the spans as the exception it stands for would.</summary>
/// <param name="type">Type of the Python exception: <c>nova.exception.NoValidHost</c>.</param>
/// <param name="message">What it says.</param>
/// <param name="status">HTTP status with which a service answers it.</param>
internal sealed class StoryFailure(string type, string message, int status = 500) : Exception(message)
{
    public string Type { get; } = type;

    public int Status { get; } = status;

    /// <summary>Whether a span has it as an event already: that of the place where it went wrong.</summary>
    public bool Recorded { get; set; }
}
