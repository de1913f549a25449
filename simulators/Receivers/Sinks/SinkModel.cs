using System.Collections.Immutable;
using Validation.Harness;

namespace Validation.Simulators.Receivers;

/// <summary>What a sink knows and decides, without sockets: it writes down, understands, answers, and wakes those who wait.</summary>
internal sealed class SinkModel<TPayload> : IDisposable
    where TPayload : class
{
    private readonly Lock _gate = new();
    private readonly IChannel<TPayload> _channel;
    private readonly Ledger<Arrival> _ledger;
    private readonly Dictionary<string, Behaviour> _behaviours = new(StringComparer.Ordinal);
    private ImmutableList<Delivery<TPayload>> _deliveries = [];
    private TaskCompletionSource _changed = New();

    public SinkModel(IChannel<TPayload> channel, string path, TimeProvider clock)
    {
        _channel = channel;
        _ledger = Ledger.Create<Arrival>(path, clock);
    }

    public string Path => _ledger.Path;

    public (ImmutableList<Delivery<TPayload>> Deliveries, Task Changed) Look()
    {
        lock (_gate)
        {
            return (_deliveries, _changed.Task);
        }
    }

    public Behaviour this[string hook]
    {
        get
        {
            lock (_gate)
            {
                return _behaviours.GetValueOrDefault(hook, Behaviour.Normal);
            }
        }

        set
        {
            lock (_gate)
            {
                _behaviours[hook] = value;
            }
        }
    }

    /// <summary>Writes a request down; only then may it be answered.</summary>
    public Delivery<TPayload> Arrived(Arrival arrival)
    {
        lock (_gate)
        {
            var delivery = Understood(_ledger.Begin(arrival.Hook, arrival), _channel);
            _deliveries = _deliveries.Add(delivery);
            Wake();
            return delivery;
        }
    }

    /// <summary>Writes down what was answered.</summary>
    public void Answered(Delivery<TPayload> delivery, int status)
    {
        var fate = status is >= 200 and < 300 ? Fate.Acknowledged : Fate.Refused;
        lock (_gate)
        {
            _ledger.Settle(new Sent<Arrival>(delivery.Seq, delivery.Arrival.Hook, delivery.Arrival, delivery.At, Fate.Unknown), fate);
            _deliveries = _deliveries.SetItem((int)delivery.Seq, delivery with { Fate = fate });
            Wake();
        }
    }

    /// <summary>The answer to a request: what was not understood is refused, whatever the behaviour says of the rest.</summary>
    public Reply ReplyTo(Delivery<TPayload> delivery, Behaviour behaviour) => delivery switch
    {
        { Arrival.Hook: "" } => new Reply(404, "text/plain", delivery.Problem!),
        { Problem: { } problem } => new Reply(400, "text/plain", problem),
        _ when behaviour.Status is { } status && status != _channel.Accepted.Status => new Reply(status, "text/plain", $"told to answer {status}"),
        _ => _channel.Accepted,
    };

    /// <summary>True for a name that a hook can have.</summary>
    public static bool IsHook(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    public static Delivery<TPayload> Understood(Sent<Arrival> row, IChannel<TPayload> channel)
    {
        try
        {
            if (row.Payload.Hook.Length == 0)
                throw new FormatException($"wanted a path /hook/<name>, got {row.Payload.Target}");
            return new Delivery<TPayload>(row.Seq, row.At, row.Fate, row.Payload, channel.Read(row.Payload), null);
        }
        catch (FormatException e)
        {
            return new Delivery<TPayload>(row.Seq, row.At, row.Fate, row.Payload, null, e.Message);
        }
    }

    public void Dispose() => _ledger.Dispose();

    private void Wake()
    {
        _changed.SetResult();
        _changed = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
