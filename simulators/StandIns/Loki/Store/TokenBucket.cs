namespace Validation.Simulators.StandIns.Loki.Store;

/// <summary>So many a second, and a burst at once. Who asks for more than the burst never gets it.</summary>
internal sealed class TokenBucket
{
    private readonly double _perSecond;
    private readonly double _burst;
    private readonly TimeProvider _clock;
    private double _left;
    private long _at;

    public TokenBucket(double perSecond, double burst, TimeProvider clock) =>
        (_perSecond, _burst, _clock, _left, _at) = (perSecond, burst, clock, burst, clock.GetTimestamp());

    public bool TryTake(double amount)
    {
        var now = _clock.GetTimestamp();
        _left = Math.Min(_burst, _left + (_clock.GetElapsedTime(_at, now).TotalSeconds * _perSecond));
        _at = now;
        if (amount > _left)
            return false;
        _left -= amount;
        return true;
    }
}
