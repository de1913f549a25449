using Validation.Harness.Signals;

namespace Validation.Simulators.Telemetry.Stories;

internal sealed partial class StoryBuilder
{
    /// <summary>Asks another service over HTTP and waits for its answer.</summary>
    /// <param name="service">Who is asked.</param>
    /// <param name="method">Method.</param>
    /// <param name="route">Path, with names in braces for what differs.</param>
    /// <param name="status">Status of a good answer.</param>
    /// <param name="body">What it does.</param>
    public void Ask(string service, string method, string route, int status, Action body)
    {
        var name = $"{method} {route}";
        var common = Attributes.Of(("http.request.method", method), ("http.route", route), (StoryServices.Status, status),
            ("openstack.request_id", "req-" + Id(StoryId.Global)));
        Span(_service, name, SpanKind.Client, common.Add("server.address", service + ".openstack.svc.cluster.local"),
            () => Span(service, name, SpanKind.Server, common.Add("client.address", "10.20.30.40"), body));
    }

    /// <summary>Asks another service through the message queue and waits for its answer.</summary>
    public void Call(string service, string method, Action body) =>
        Span(_service, method + " call", SpanKind.Producer, StoryServices.Message(service, method), () => Consume(service, method, body));

    /// <summary>Tells another service something through the message queue. What it does it does later, and nobody here hears of a
    /// failure.</summary>
    public void Cast(string service, string method, Action body)
    {
        var producer = -1;
        Span(_service, method + " cast", SpanKind.Producer, StoryServices.Message(service, method), () => producer = _parent);
        _later.Enqueue(() =>
        {
            var root = _parent;
            _parent = producer;
            try
            {
                Consume(service, method, body);
            }
            catch (StoryFailure failure)
            {
                _failure = failure;
            }

            _parent = root;
        });
    }

    /// <summary>Works on something inside the service.</summary>
    public void Do(string name, Action body) => Span(_service, name, SpanKind.Internal, Attributes.Of(("code.function.name", name)), body);

    /// <summary>Asks libvirt over its socket.</summary>
    public void AskLibvirt(string procedure, Action body)
    {
        var rpc = Attributes.Of(("rpc.system", "libvirt"), ("rpc.method", procedure));
        Span(_service, procedure, SpanKind.Client, rpc, () => Span("libvirt", procedure, SpanKind.Server, rpc, body));
    }

    private void Consume(string service, string method, Action body) =>
        Span(service, method + " process", SpanKind.Consumer, StoryServices.Message(service, method), body);
}
