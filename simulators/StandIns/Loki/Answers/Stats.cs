using System.Text.Json;
using Validation.Simulators.StandIns.Loki.Query;

namespace Validation.Simulators.StandIns.Loki.Answers;

/// <summary>The member <c>stats</c> of an answer: all names of the real one; what there is nothing to say about is zero.</summary>
internal static class Stats
{
    private static readonly string[] s_chunk =
    [
        "headChunkBytes", "headChunkLines", "decompressedBytes", "decompressedLines", "compressedBytes", "totalDuplicates", "postFilterLines",
        "headChunkStructuredMetadataBytes", "decompressedStructuredMetadataBytes",
    ];

    private static readonly string[] s_dataObjects =
    [
        "prePredicateDecompressedRows", "prePredicateDecompressedBytes", "prePredicateDecompressedStructuredMetadataBytes", "postPredicateRows",
        "postPredicateDecompressedBytes", "postPredicateStructuredMetadataBytes", "postFilterRows", "pagesScanned", "pagesDownloaded",
        "pagesDownloadedBytes", "pageBatches", "totalRowsAvailable", "totalPageDownloadTime",
    ];

    private static readonly string[] s_caches =
        ["chunk", "index", "result", "statsResult", "volumeResult", "seriesResult", "labelResult", "instantMetricResult"];

    private static readonly string[] s_cache =
        ["entriesFound", "entriesRequested", "entriesStored", "bytesReceived", "bytesSent", "requests", "downloadTime", "queryLengthServed"];

    public static void Write(Utf8JsonWriter json, QueryCost cost, TimeSpan took)
    {
        json.WriteStartObject("stats");
        Summary(json, cost, Math.Max(took.TotalSeconds, 1e-6));
        json.WriteStartObject("querier");
        Store(json, 0, 0, 0);
        json.WriteNumber("querierExecTime", took.TotalSeconds);
        json.WriteEndObject();
        json.WriteStartObject("ingester");
        Zeros(json, ["totalReached", "totalChunksMatched", "totalBatches"]);
        json.WriteNumber("totalLinesSent", cost.Left);
        Store(json, cost.Bytes, cost.Lines, cost.Left);
        Zeros(json, ["recvWaitTime"]);
        json.WriteEndObject();
        json.WriteStartObject("cache");
        foreach (var cache in s_caches)
        {
            json.WriteStartObject(cache);
            Zeros(json, s_cache);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("index");
        Zeros(json, ["totalChunks", "postFilterChunks", "shardsDuration"]);
        json.WriteBoolean("usedBloomFilters", false);
        Zeros(json, ["totalStreams", "chunkRefsLookupTime", "bloomFilterTime"]);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Summary(Utf8JsonWriter json, QueryCost cost, double seconds)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("bytesProcessedPerSecond", (long)(cost.Bytes / seconds));
        json.WriteNumber("linesProcessedPerSecond", (long)(cost.Lines / seconds));
        json.WriteNumber("totalBytesProcessed", cost.Bytes);
        json.WriteNumber("totalLinesProcessed", cost.Lines);
        json.WriteNumber("execTime", seconds);
        Zeros(json, ["queueTime", "subqueries"]);
        json.WriteNumber("totalEntriesReturned", cost.Returned);
        Zeros(json, ["splits"]);
        json.WriteNumber("shards", 1);
        json.WriteNumber("totalPostFilterLines", cost.Left);
        Zeros(json, ["totalStructuredMetadataBytesProcessed"]);
        json.WriteEndObject();
    }

    private static void Store(Utf8JsonWriter json, long bytes, long lines, long left)
    {
        json.WriteStartObject("store");
        Zeros(json, ["totalChunksRef", "totalChunksDownloaded", "chunksDownloadTime"]);
        json.WriteBoolean("queryReferencedStructuredMetadata", false);
        json.WriteBoolean("queryUsedV2Engine", false);
        json.WriteStartObject("chunk");
        foreach (var name in s_chunk)
            json.WriteNumber(name, name switch { "headChunkBytes" => bytes, "headChunkLines" => lines, "postFilterLines" => left, _ => 0 });
        json.WriteEndObject();
        Zeros(json, ["chunkRefsFetchTime", "congestionControlLatency", "pipelineWrapperFilteredLines"]);
        json.WriteStartObject("dataobj");
        Zeros(json, s_dataObjects);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Zeros(Utf8JsonWriter json, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            json.WriteNumber(name, 0);
    }
}
