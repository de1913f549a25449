namespace Validation.Simulators.StandIns.LibvirtExporter;

/// <summary>How serious a line of the log is.</summary>
public enum LogLevel
{
    /// <summary>Of use to who looks for a mistake.</summary>
    Debug,

    /// <summary>The course of things.</summary>
    Info,

    /// <summary>Odd, and got over.</summary>
    Warn,

    /// <summary>Something is missing from the metrics because of this.</summary>
    Error,
}
