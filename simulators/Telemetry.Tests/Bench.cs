using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Traces;

namespace Validation.Simulators.Telemetry.Tests;

/// <summary>What most tests need: a seed, a ledger in a file, a deadline.</summary>
internal sealed class Bench : IDisposable
{
    public static readonly Seed Seed = new(0x5eed);
    public static readonly DateTimeOffset Begin = new(2026, 11, 22, 18, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("emitters").FullName;

    public Bench() => Ledger = Harness.Ledger.Create<ItemRange>(Path.Combine(_folder, "ledger.jsonl"), TimeProvider.System);

    public Ledger<ItemRange> Ledger { get; }

    public TraceStream Traces { get; } = new(new NumberedItems(Seed, "traces"), Begin, TimeSpan.FromMilliseconds(10));

    /// <summary>Long, for what answers.</summary>
    public static Deadline Patient() => Deadline.In(TimeSpan.FromSeconds(30), TimeProvider.System);

    /// <summary>What a killed harness would leave in the file.</summary>
    public Sent<ItemRange>[] OnDisk() => [.. Harness.Ledger.Read<ItemRange>(Ledger.Path)];

    public void Dispose()
    {
        Ledger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
