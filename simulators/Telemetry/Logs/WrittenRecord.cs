using System.Collections.Immutable;
using Validation.Harness.Signals;

namespace Validation.Simulators.Telemetry.Logs;

/// <summary>A line that a program writes.</summary>
/// <param name="Seq">Number of the stored record that it belongs to.</param>
/// <param name="UnixNano">When the container runtime takes it, nanoseconds since 1970.</param>
/// <param name="OnError">Whether it goes to standard error.</param>
/// <param name="Text">The line, without a line feed.</param>
public sealed record WrittenLine(long Seq, long UnixNano, bool OnError, string Text);

/// <summary>What a program writes for one number, and what must become of it.</summary>
/// <param name="Seq">Number in the stream. Every record that is stored has one of its own, and the mark of it in its body.</param>
/// <param name="Lines">Its lines in order; lines of the next numbers may stand between them when a traceback is written.</param>
/// <param name="Expected">
/// What Loki must answer: one record for each receiver that reads the file. None where the file is excluded, two where two read it.
/// </param>
public sealed record WrittenRecord(long Seq, ImmutableArray<WrittenLine> Lines, ImmutableArray<ExpectedLog> Expected);
