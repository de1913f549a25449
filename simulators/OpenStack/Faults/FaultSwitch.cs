using System.Collections.Immutable;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Faults;

/// <summary>The faults that one service has at the moment. Safe from any thread.</summary>
internal sealed class FaultSwitch(TimeProvider time)
{
    private readonly Lock _gate = new();
    private ImmutableList<Active> _active = [];

    /// <summary>Switches a fault on, until what is returned is disposed.</summary>
    public IDisposable On(ServiceFault fault)
    {
        var active = new Active(fault, this);
        lock (_gate)
            _active = _active.Add(active);
        return active;
    }

    /// <summary>Answers as the faults let the service answer.</summary>
    /// <param name="answer">The right answer; told whether tokens are to be taken for expired.</param>
    /// <param name="error">The service's error of a status.</param>
    /// <param name="stop">The client went away.</param>
    public async Task<Answer> ApplyAsync(Func<bool, Answer> answer, Func<int, Answer> error, CancellationToken stop)
    {
        var active = _active;
        foreach (var slow in active.Select(a => a.Fault).OfType<ServiceIsSlow>())
            await Task.Delay(slow.By, time, stop);
        foreach (var hang in active.Where(a => a.Fault is ServiceHangs))
            await hang.Healed.WaitAsync(stop);
        if (active.Select(a => a.Fault).OfType<ServiceFails>().FirstOrDefault() is { } fails)
            return error(fails.Status);
        var whole = answer(active.Any(a => a.Fault is TokensExpire));
        return active.Any(a => a.Fault is AnswersBreakOff) ? whole with { Body = whole.Body[..(whole.Body.Length / 2)] } : whole;
    }

    private sealed class Active(ServiceFault fault, FaultSwitch of) : IDisposable
    {
        private readonly TaskCompletionSource _healed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ServiceFault Fault { get; } = fault;

        public Task Healed => _healed.Task;

        public void Dispose()
        {
            lock (of._gate)
                of._active = of._active.Remove(this);
            _healed.TrySetResult();
        }
    }
}
