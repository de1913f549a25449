using System.Text;

namespace Validation.Simulators.StandIns.LibvirtExporter.Exposition;

/// <summary>One metric family: a column of the rows of a subject.</summary>
internal sealed class Family
{
    public Family(string name, bool counter, Subject subject, int column, string help)
    {
        (Name, Type, Subject, Column, Help) = (name, counter ? "counter" : "gauge", subject, column, help);
        NameBytes = Encoding.UTF8.GetBytes(name);
        var escaped = help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        Header = Encoding.UTF8.GetBytes($"# HELP {name} {escaped}\n# TYPE {name} {Type}\n");
    }

    public string Name { get; }

    /// <summary><c>gauge</c> or <c>counter</c>.</summary>
    public string Type { get; }

    public Subject Subject { get; }

    public int Column { get; }

    public string Help { get; }

    public byte[] NameBytes { get; }

    /// <summary>The HELP and TYPE lines.</summary>
    public byte[] Header { get; }
}
