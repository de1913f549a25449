using Google.Protobuf;
using Validation.Simulators.StandIns.Self;
using Validation.Simulators.StandIns.Tempo.Storage;
using Validation.Simulators.Wire.Otlp;
using Attribute = Validation.Simulators.StandIns.Tempo.Storage.Attribute;
using Kind = Validation.Simulators.Wire.Otlp.Span.Types.SpanKind;

namespace Validation.Simulators.StandIns.Tempo.Generator;

/// <summary>
/// Joins the client's span of a call with the server's, of a message the producer's with the consumer's. A side that waits too long
/// is counted against a node that is not seen: <c>user</c> before a root, or whatever an attribute names.
/// </summary>
internal sealed class ServiceGraphs(GeneratorConfig config, Registry registry, SelfMetrics metrics, TimeProvider clock)
{
    private const string Prefix = "traces_service_graph_request";
    private readonly Dictionary<(ByteString Trace, ByteString Span), Edge> _waiting = [];
    private readonly Queue<((ByteString Trace, ByteString Span) Key, Edge Edge)> _order = [];

    /// <summary>Takes a span.</summary>
    public void Push(BatchHead head, Span span)
    {
        if (Attribute.Find(head.Resource.Attributes, "service.name") is null)
            return;
        switch (span.Kind)
        {
            case Kind.Client or Kind.Producer:
                Upsert((span.TraceId, span.SpanId), edge =>
                {
                    Both(edge, span, span.Kind == Kind.Producer);
                    (edge.Client, edge.ClientSeconds) = (head.Service, SpanMetrics.Latency(span));
                    Database(edge, head, span);
                });
                break;
            case Kind.Server or Kind.Consumer:
                Upsert((span.TraceId, span.ParentSpanId), edge =>
                {
                    Both(edge, span, span.Kind == Kind.Consumer);
                    (edge.Server, edge.ServerSeconds) = (head.Service, SpanMetrics.Latency(span));
                });
                break;
            default:
                break;
        }
    }

    /// <summary>Gives up the sides that waited too long. Tempo does it every two seconds.</summary>
    public void Expire()
    {
        while (_order.TryPeek(out var first) && (first.Edge.IsComplete || first.Edge.Expires <= clock.GetUtcNow()))
        {
            _order.Dequeue();
            if (first.Edge.IsComplete)
                continue;
            _waiting.Remove(first.Key);
            GiveUp(first.Edge);
        }
    }

    private void Upsert((ByteString Trace, ByteString Span) key, Action<Edge> update)
    {
        var isNew = !_waiting.TryGetValue(key, out var edge);
        edge ??= new Edge(key.Span.IsEmpty, clock.GetUtcNow() + config.Wait);
        update(edge);
        if (edge.IsComplete)
        {
            _waiting.Remove(key);
            Complete(edge);
        }
        else if (isNew && _waiting.Count >= config.MaxItems)
        {
            metrics.Add("tempo_metrics_generator_processor_service_graphs_dropped_spans", 1, ("tenant", "single-tenant"));
            return;
        }
        else if (isNew)
        {
            _waiting.Add(key, edge);
            _order.Enqueue((key, edge));
        }

        if (isNew)
            metrics.Add("tempo_metrics_generator_processor_service_graphs_edges", 1, ("tenant", "single-tenant"));
    }

    private void Both(Edge edge, Span span, bool isMessage)
    {
        edge.Connection = isMessage ? "messaging_system" : "";
        edge.Failed |= span.Status.Code == Status.Types.StatusCode.Error;
        foreach (var name in config.PeerAttributes)
        {
            if (Attribute.Find(span.Attributes, name) is { } peer)
            {
                edge.Peer = Attribute.Text(peer);
                return;
            }
        }
    }

    private void Database(Edge edge, BatchHead head, Span span)
    {
        var name = config.DatabaseAttributes.Select(a => Text(head, span, a)).FirstOrDefault(t => t is not null);
        if (name is null)
            return;
        var address = Text(head, span, "network.peer.address");
        var port = Text(head, span, "network.peer.port");
        (edge.Connection, edge.ServerSeconds) = ("database", SpanMetrics.Latency(span));
        edge.Server = Text(head, span, "peer.service") ?? Text(head, span, "server.address")
            ?? (address is null ? name : port is null ? address : $"{address}:{port}");
    }

    private static string? Text(BatchHead head, Span span, string name) =>
        (Attribute.Find(head.Resource.Attributes, name) ?? Attribute.Find(span.Attributes, name)) is { } value ? Attribute.Text(value) : null;

    private void GiveUp(Edge edge)
    {
        edge.Connection = "virtual_node";
        if (edge.Client.Length == 0 && edge.ParentIsRoot)
        {
            edge.Client = edge.Peer.Length > 0 ? edge.Peer : "user";
            Complete(edge);
        }
        else if (edge.Client.Length > 0 && edge.Server.Length == 0 && edge.Peer.Length > 0)
        {
            edge.Server = edge.Peer;
            Complete(edge);
        }
        else
        {
            metrics.Add("tempo_metrics_generator_processor_service_graphs_expired_edges", 1, ("tenant", "single-tenant"));
        }
    }

    private void Complete(Edge edge)
    {
        var labels = SeriesKey.Of([("client", edge.Client), ("server", edge.Server), ("connection_type", edge.Connection)]);
        registry.Add($"{Prefix}_total", labels, 1);
        if (edge.Failed)
            registry.Add($"{Prefix}_failed_total", labels, 1);
        registry.Observe($"{Prefix}_server_seconds", labels, edge.ServerSeconds, config.GraphBuckets);
        registry.Observe($"{Prefix}_client_seconds", labels, edge.ClientSeconds, config.GraphBuckets);
    }
}
