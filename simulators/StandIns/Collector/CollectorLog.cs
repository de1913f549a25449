using System.Globalization;

namespace Validation.Simulators.StandIns.Collector;

/// <summary>The collector's log: a time, a tab, and what a part says, level first.</summary>
internal sealed class CollectorLog(TextWriter to, TimeProvider clock)
{
    private readonly Lock _gate = new();

    /// <summary>Writes a line.</summary>
    public void Write(string text)
    {
        lock (_gate)
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ}\t{text.TrimEnd('\n')}"));
            to.Flush();
        }
    }
}
