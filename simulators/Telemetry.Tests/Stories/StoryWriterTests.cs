using Microsoft.Extensions.Time.Testing;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Logs.Files;
using Validation.Simulators.Telemetry.Stories;

namespace Validation.Simulators.Telemetry.Tests.Stories;

public sealed class StoryWriterTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly NumberedItems _items = new(new Seed(5), "stories");
    private string _root = "";

    [SetUp]
    public void MakeFolder() => _root = Directory.CreateTempSubdirectory("stories-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_root, recursive: true);

    [Test]
    public async Task Each_service_writes_its_lines_into_its_own_file_and_the_ledger_has_their_numbers()
    {
        using var ledger = Ledger.Create<ItemRange>(Path.Combine(_root, "ledger.jsonl"), _clock);
        using var deadline = Deadline.In(TimeSpan.FromMinutes(1), _clock);
        await using var folder = new LogFolder(_root);
        var story = new VmCreation().Tell(_items, 3, _clock.GetUtcNow(), failing: true);
        var row = await new StoryWriter(_items, folder, ledger).WriteAsync(story, deadline);

        row.Fate.ShouldBe(Fate.Acknowledged);
        row.Payload.ShouldBe(new ItemRange("stories.lines", 3 * Story.LinesEach, story.Lines.Length));
        foreach (var lines in story.Lines.GroupBy(l => l.Source.NodePath))
            File.ReadAllBytes(_root + lines.Key).ShouldBe(lines.SelectMany(l => l.Record.Lines).SelectMany(CriLines.Write).ToArray());
    }

    [Test]
    public async Task A_deadline_that_passed_leaves_the_fate_unknown()
    {
        using var ledger = Ledger.Create<ItemRange>(Path.Combine(_root, "ledger.jsonl"), _clock);
        using var passed = Deadline.In(TimeSpan.Zero, _clock);
        await using var folder = new LogFolder(_root);
        var story = new AuthFlow().Tell(_items, 0, _clock.GetUtcNow(), failing: false);
        var row = await new StoryWriter(_items, folder, ledger).WriteAsync(story, passed);
        row.Fate.ShouldBe(Fate.Unknown);
        Ledger.Read<ItemRange>(ledger.Path).ShouldHaveSingleItem().Fate.ShouldBe(Fate.Unknown);
    }
}
