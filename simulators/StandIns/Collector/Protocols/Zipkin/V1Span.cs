namespace Validation.Simulators.StandIns.Collector.Protocols.Zipkin;

/// <summary>A span as version 1 writes it; a value that is null counts as none.</summary>
internal sealed record V1Span
{
    public string TraceId { get; init => field = value ?? ""; } = "";

    public string Id { get; init => field = value ?? ""; } = "";

    public string ParentId { get; init => field = value ?? ""; } = "";

    public string Name { get; init => field = value ?? ""; } = "";

    public long Timestamp { get; init; }

    public long Duration { get; init; }

    public List<V1Annotation> Annotations { get; init => field = value ?? []; } = [];

    public List<V1BinaryAnnotation> BinaryAnnotations { get; init => field = value ?? []; } = [];
}

/// <summary>One side of a call.</summary>
internal sealed record V1Endpoint
{
    public string ServiceName { get; init => field = value ?? ""; } = "";

    public string Ipv4 { get; init => field = value ?? ""; } = "";

    public string Ipv6 { get; init => field = value ?? ""; } = "";

    public int Port { get; init; }
}

/// <summary>Something that happened.</summary>
internal sealed record V1Annotation(long Timestamp, V1Endpoint? Endpoint)
{
    public string Value { get; init => field = value ?? ""; } = "";
}

/// <summary>A detail.</summary>
internal sealed record V1BinaryAnnotation(V1Endpoint? Endpoint)
{
    public string Key { get; init => field = value ?? ""; } = "";

    public string Value { get; init => field = value ?? ""; } = "";
}
