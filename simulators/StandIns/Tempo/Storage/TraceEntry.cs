namespace Validation.Simulators.StandIns.Tempo.Storage;

/// <summary>Batches of a trace that were cut together: what Tempo keeps as a row of a block.</summary>
/// <param name="Batches">The batches.</param>
/// <param name="Start">Start of the first span, nanoseconds since 1970.</param>
/// <param name="End">End of the last span, nanoseconds since 1970.</param>
internal sealed record TraceRow(PackedBatch[] Batches, ulong Start, ulong End);

/// <summary>A trace that still grows. Search does not see it.</summary>
internal sealed class LiveTrace(DateTimeOffset now)
{
    /// <summary>What came.</summary>
    public List<PackedBatch> Batches { get; } = [];

    /// <summary>When the first span came.</summary>
    public DateTimeOffset Created { get; } = now;

    /// <summary>When the last span came.</summary>
    public DateTimeOffset Appended { get; set; } = now;

    /// <summary>Start of the first span, nanoseconds since 1970.</summary>
    public ulong Start { get; set; } = ulong.MaxValue;

    /// <summary>End of the last span, nanoseconds since 1970.</summary>
    public ulong End { get; set; }
}

/// <summary>All that is held of a trace.</summary>
internal sealed class TraceEntry(UInt128 id)
{
    /// <summary>Its id.</summary>
    public UInt128 Id { get; } = id;

    /// <summary>The part that still grows; null for none.</summary>
    public LiveTrace? Live { get; set; }

    /// <summary>The parts that were cut, oldest first; replaced, never changed.</summary>
    public TraceRow[] Rows { get; set; } = [];

    /// <summary>Bytes taken since the last block was cut; what counts against the limit of a trace.</summary>
    public int BlockBytes { get; set; }
}
