namespace Validation.Simulators.StandIns.Tempo.Ingest;

/// <summary>So many bytes a second, and so many at once.</summary>
internal sealed class TokenBucket(int rate, int burst, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private double _tokens = burst;
    private long _last = clock.GetTimestamp();

    /// <summary>Takes bytes, or takes none when there are not enough.</summary>
    public bool TryTake(int bytes)
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            _tokens = Math.Min(burst, _tokens + rate * clock.GetElapsedTime(_last, now).TotalSeconds);
            _last = now;
            if (bytes > _tokens)
                return false;
            _tokens -= bytes;
            return true;
        }
    }
}
