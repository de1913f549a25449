using NUnit.Framework;
using Reqnroll;

namespace Validation.Bdd.Samples;

/// <summary>Which scenarios run at the moment; every one enters and leaves.</summary>
public static class Presence
{
    private static readonly Lock Gate = new();
    private static TaskCompletionSource _next = New();
    private static int _inside;

    public static int Inside
    {
        get
        {
            lock (Gate)
            {
                return _inside;
            }
        }
    }

    /// <summary>Completes when the next scenario begins.</summary>
    public static Task Next
    {
        get
        {
            lock (Gate)
            {
                return _next.Task;
            }
        }
    }

    public static void Enter()
    {
        lock (Gate)
        {
            _inside++;
            _next.SetResult();
            _next = New();
        }
    }

    public static void Leave()
    {
        lock (Gate)
        {
            _inside--;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Two scenarios that can only pass at the same time, and some that must be alone.</summary>
[Binding]
public sealed class Meeting
{
    private static readonly Lock Gate = new();
    private static TaskCompletionSource? _other;
    private static int _ofMyFeature;

    [Given("I wait for the other one")]
    public async Task MeetAsync()
    {
        TaskCompletionSource other;
        lock (Gate)
        {
            other = _other ?? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_other is null)
                _other = other;
            else
                _other.SetResult();
        }

        await other.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
        lock (Gate)
        {
            _other = null;
        }
    }

    /// <summary>Absence is checked over a window.</summary>
    [Given("I am alone")]
    public async Task BeAloneAsync()
    {
        var next = Presence.Next;
        Assert.That(Presence.Inside, Is.EqualTo(1), "another scenario was there");
        var first = await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System));
        Assert.That(first, Is.Not.SameAs(next), "another scenario came in");
    }

    [Given("no other of my feature is there")]
    public async Task BeFirstOfMyFeatureAsync()
    {
        Assert.That(Interlocked.Increment(ref _ofMyFeature), Is.EqualTo(1), "another scenario of the feature was there");
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        Assert.That(Interlocked.Decrement(ref _ofMyFeature), Is.Zero, "another scenario of the feature came in");
    }

    [StepDefinition("I pass by")]
    public void PassBy() => Assert.That(Presence.Inside, Is.Positive);
}
