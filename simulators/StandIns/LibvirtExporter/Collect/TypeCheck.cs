using System.Globalization;
using System.Text;
using Validation.Simulators.StandIns.LibvirtExporter.Wire;

namespace Validation.Simulators.StandIns.LibvirtExporter.Collect;

/// <summary>
/// Counts the values of one answer that have another type than libvirt documents. The real exporter dies of the first one; here
/// the value is left out and the log says so, once per answer.
/// </summary>
internal struct TypeCheck
{
    private int _wrong;
    private string? _first;

    /// <summary>True when the parameter has the type; counts it otherwise.</summary>
    public bool Is(in StatsReader stats, ParamType type)
    {
        if (stats.Type == type)
            return true;
        if (_wrong++ == 0)
            _first = $"{Encoding.UTF8.GetString(stats.Field)} is {stats.Type}, not {type}";
        return false;
    }

    /// <summary>Writes the line, if there is anything to say.</summary>
    public readonly void Report(ExporterLog log, string domain)
    {
        if (_wrong > 0)
            log.Warn("values of a wrong type left out", ("domain", domain), ("count", _wrong.ToString(CultureInfo.InvariantCulture)), ("first", _first!));
    }
}
