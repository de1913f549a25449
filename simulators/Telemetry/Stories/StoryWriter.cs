using Validation.Harness;
using Validation.Harness.Items;
using Validation.Simulators.Telemetry.Logs.Files;

namespace Validation.Simulators.Telemetry.Stories;

/// <summary>Writes the lines of stories to the log files of their services, the ledger first.</summary>
/// <param name="items">The stream of stories.</param>
/// <param name="folder">Where the files are. A service whose container was started again must be told so to the story's places.</param>
/// <param name="ledger">Rows of what was written: numbers of the stream <see cref="Story.LineItems"/>.</param>
public sealed class StoryWriter(NumberedItems items, LogFolder folder, Ledger<ItemRange> ledger)
{
    /// <summary>Writes the lines of a story, file by file.</summary>
    /// <param name="story">A story of the stream that has lines.</param>
    /// <param name="deadline">Until when; one that passes leaves the fate unknown, as some lines may be there.</param>
    /// <exception cref="OperationCanceledException">Somebody stopped us; the fate stays unknown.</exception>
    public async Task<Sent<ItemRange>> WriteAsync(Story story, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(story);
        ArgumentNullException.ThrowIfNull(deadline);
        var range = new ItemRange(Story.LineItems(items).Name, story.Seq * Story.LinesEach, story.Lines.Length);
        var row = ledger.Begin(range.Key, range);
        try
        {
            foreach (var lines in story.Lines.GroupBy(l => l.Source.Name))
                await folder.File(lines.First().Source).AppendAsync(lines.SelectMany(l => l.Record.Lines), deadline);
        }
        catch (OperationCanceledException) when (!deadline.Stopped)
        {
            return row;
        }

        return ledger.Settle(row, Fate.Acknowledged);
    }
}
