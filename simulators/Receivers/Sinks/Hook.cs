using System.Collections.Immutable;
using Validation.Harness;

namespace Validation.Simulators.Receivers;

/// <summary>One path of a receiver.</summary>
public sealed class Hook<TPayload>
    where TPayload : class
{
    private readonly SinkModel<TPayload> _model;

    internal Hook(string name, Uri address, SinkModel<TPayload> model) => (Name, Address, _model) = (name, address, model);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What a sender is to be configured with.</summary>
    public Uri Address { get; }

    /// <summary>How it treats what arrives from now on.</summary>
    public Behaviour Behaviour
    {
        get => _model[Name];
        set => _model[Name] = value;
    }

    /// <summary>All that arrived here, in order, what was not understood among it.</summary>
    public ImmutableArray<Delivery<TPayload>> Notifications => Mine(_model.Look().Deliveries);

    /// <summary>
    /// Waits until a notification that <paramref name="predicate"/> wants is here, also one that came before, and returns the first; null
    /// when the deadline passes without one.
    /// </summary>
    /// <exception cref="OperationCanceledException">Somebody stopped us.</exception>
    public async Task<Delivery<TPayload>?> WaitForAsync(Func<Delivery<TPayload>, bool> predicate, Deadline deadline)
    {
        Delivery<TPayload>? found = null;
        await UntilAsync(all => (found = all.FirstOrDefault(predicate)) is not null, deadline);
        return found;
    }

    /// <summary>
    /// Looks at all notifications, now and each time that something changes, until the verdict holds or the deadline passes; returns the
    /// last verdict. To look again for another reason, time for example, use <see cref="Wait"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">Somebody stopped us.</exception>
    public async Task<Verdict> UntilAsync(Func<ImmutableArray<Delivery<TPayload>>, Verdict> look, Deadline deadline)
    {
        Verdict? last = null;
        await UntilAsync(all => (last = look(all)).Outcome == Outcome.Holds, deadline);
        return last!;
    }

    private async Task UntilAsync(Func<ImmutableArray<Delivery<TPayload>>, bool> isEnough, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(deadline);
        while (true)
        {
            var (deliveries, changed) = _model.Look();
            if (isEnough(Mine(deliveries)))
                return;
            try
            {
                await changed.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                deadline.ThrowIfStopped();
                return;
            }
        }
    }

    private ImmutableArray<Delivery<TPayload>> Mine(ImmutableList<Delivery<TPayload>> all) => [.. all.Where(d => d.Arrival.Hook == Name)];
}
