using System.Collections.Immutable;
using Validation.Harness.Items;
using Validation.Harness.Signals;
using Validation.Simulators.Telemetry.Logs;

namespace Validation.Simulators.Telemetry.Stories;

/// <summary>A line that a service writes during a story, and what must become of it.</summary>
/// <param name="Source">Who writes, and thereby into which file.</param>
/// <param name="Record">The line, numbered in the stream <see cref="Story.LineItems"/>.</param>
public sealed record StoryLine(LogSource Source, WrittenRecord Record)
{
    /// <summary>When it is written.</summary>
    public long UnixNano => Record.Lines[0].UnixNano;
}

/// <summary>
/// One thing that somebody does in the cloud, as all services together tell it: one tree of spans, and lines that carry the same request
/// and trace.
/// </summary>
/// <param name="Kind">Which story: <c>vm-creation</c>.</param>
/// <param name="Seq">Its number in its stream; the trace's too.</param>
/// <param name="Failing">Whether it ends badly.</param>
/// <param name="TraceId">The trace of all its spans; <c>trace=…</c> in every line.</param>
/// <param name="RequestId">Request id of the service that was asked: <c>req-…</c>.</param>
/// <param name="GlobalRequestId">Request id that the client gave: in every line, and what the collector takes from the lines of
/// OpenStack.</param>
/// <param name="Spans">The tree; the root first, parents before their children.</param>
/// <param name="Lines">The lines of all services, by time.</param>
public sealed record Story(string Kind, long Seq, bool Failing, string TraceId, string RequestId, string GlobalRequestId,
    ImmutableArray<SpanRecord> Spans, ImmutableArray<StoryLine> Lines)
{
    /// <summary>Numbers that each story's lines may take; a story takes the first of them.</summary>
    public const int LinesEach = 64;

    /// <summary>Uuid of the server, also of its domain; null when the story has none.</summary>
    public string? ServerId { get; init; }

    /// <summary>Name of the domain that runs after the story; null when none does.</summary>
    public string? DomainName { get; init; }

    /// <summary>Uuid of the volume; null when the story has none.</summary>
    public string? VolumeId { get; init; }

    /// <summary>Uuid of the image; null when the story has none.</summary>
    public string? ImageId { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>The stream in which the lines of a stream of stories are numbered.</summary>
    public static NumberedItems LineItems(NumberedItems stories)
    {
        ArgumentNullException.ThrowIfNull(stories);
        return new NumberedItems(stories.Seed, stories.Name + ".lines");
    }
}
