using System.Collections.Immutable;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Logs;

namespace Validation.Simulators.Telemetry.Stories;

/// <summary>A kind of story. What it tells is a pure function of the stream, the number, the time and whether it fails.</summary>
public abstract class StoryKind
{
    /// <summary>All kinds.</summary>
    public static ImmutableArray<StoryKind> All { get; } = [new VmCreation(), new VolumeAttach(), new ImageUpload(), new AuthFlow()];

    /// <summary>What it is called: <c>vm-creation</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Tells a story.</summary>
    /// <param name="items">The stream of stories.</param>
    /// <param name="seq">Number of the story, from 0.</param>
    /// <param name="at">When it begins.</param>
    /// <param name="failing">Whether it ends badly.</param>
    /// <param name="places">Where a source of that name writes: its folder, node, labels; null for a node's own file system.</param>
    public Story Tell(NumberedItems items, long seq, DateTimeOffset at, bool failing, Func<string, LogSource>? places = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfNegative(seq);
        var builder = new StoryBuilder(items, seq, at, places ?? LogSource.Of);
        return Tell(builder, failing) with { Kind = Name, Failing = failing };
    }

    private protected abstract Story Tell(StoryBuilder story, bool failing);
}
