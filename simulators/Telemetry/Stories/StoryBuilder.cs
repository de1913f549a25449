using System.Collections.Immutable;
using Validation.Harness.Items;
using Validation.Harness.Signals;
using Validation.Simulators.Telemetry.Logs;
using Validation.Simulators.Telemetry.Logs.Formats;

namespace Validation.Simulators.Telemetry.Stories;

/// <summary>Tells a story span by span and line by line; its clock goes on with every step.</summary>
internal sealed partial class StoryBuilder
{
    private readonly NumberedItems _items;
    private readonly NumberedItems _lineItems;
    private readonly long _seq;
    private readonly Func<string, LogSource> _places;
    private readonly List<SpanRecord> _spans = [];
    private readonly List<StoryLine> _lines = [];
    private readonly Queue<Action> _later = new();
    private int _parent = -1;
    private string _service = "";
    private long _now;
    private int _picks;
    private string _main = "nova";
    private StoryFailure? _failure;

    public StoryBuilder(NumberedItems items, long seq, DateTimeOffset at, Func<string, LogSource> places)
    {
        (_items, _seq, _places, _lineItems) = (items, seq, places, Story.LineItems(items));
        _now = UnixTimes.Nanos(at);
    }

    /// <summary>The project that the client asks, whose request id it gets back; the services of it share that.</summary>
    public string Main { set => _main = value; }

    /// <summary>A uuid that belongs to the story.</summary>
    public string Id(StoryId which) => RequestContext.Uuid(_items, _seq, (Purpose)which);

    /// <summary>A number that belongs to the story, below 2^32; no two of a stream have the same.</summary>
    public uint Number => unchecked((uint)_items.Seed.Value + (uint)_seq);

    /// <summary>A choice that belongs to the story.</summary>
    public int Pick(StoryId what, int below) => _items.Pick(_seq, (int)what, below);

    /// <summary>The whole story: what the client does, then what goes on after it was answered, until nothing does.</summary>
    public Story Tell(string name, Action body)
    {
        try
        {
            Span("openstackclient", name, SpanKind.Internal, Attributes.None, () =>
            {
                body();
                while (_later.TryDequeue(out var next))
                    next();
                // Nobody waits for a cast, but the client waits for what comes of it.
                if (_failure is { } failed)
                    throw failed;
            });
        }
        catch (StoryFailure failure)
        {
            _failure = failure;
        }

        return new Story("", _seq, false, _items.TraceId(_seq), "req-" + Id(StoryId.Request), "req-" + Id(StoryId.Global), [.. _spans],
            [.. _lines])
        {
            Failure = _failure?.Message,
        };
    }

    private void Span(string service, string name, SpanKind kind, ImmutableSortedDictionary<string, AttributeValue> attributes, Action body)
    {
        Advance();
        var (index, parent, before) = (_spans.Count, _parent, _service);
        _spans.Add(new SpanRecord(_items.TraceId(_seq), _items.SpanId(_seq, index), parent < 0 ? "" : _spans[parent].SpanId, service, name,
            kind, _now, _now)
        {
            Attributes = attributes,
            Resource = StoryServices.Resource(service),
            Scope = "openstack." + service,
        });
        (_parent, _service) = (index, service);
        try
        {
            body();
        }
        catch (StoryFailure failure)
        {
            _spans[index] = Failed(_spans[index], failure);
            throw;
        }
        finally
        {
            Advance();
            _spans[index] = _spans[index] with { EndUnixNano = _now };
            (_parent, _service) = (parent, before);
        }
    }

    private SpanRecord Failed(SpanRecord span, StoryFailure failure)
    {
        if (span.Attributes.ContainsKey(StoryServices.Status))
            span = span with { Attributes = span.Attributes.SetItem(StoryServices.Status, (long)failure.Status) };
        if (!failure.Recorded)
        {
            failure.Recorded = true;
            var details = Attributes.Of(("exception.type", failure.Type), ("exception.message", failure.Message));
            span = span with { Events = [new SpanEvent(_now, "exception", details)] };
        }

        // A server that refuses a bad request has done well: OpenTelemetry's conventions for HTTP.
        return span.Kind == SpanKind.Server && failure.Status < 500 ? span
            : span with { Status = SpanStatus.Error, StatusMessage = failure.Message };
    }

    private void Advance() => _now += 1_000_000 + _items.Pick(_seq, 5000 + _picks++, 12_000_000);
}

/// <summary>Identities and choices of a story.</summary>
internal enum StoryId
{
    Global = 300,
    Request,
    Server,
    Volume,
    Image,
    Port,
    User,
    Project,
    Host,
    Failure,
    // From here on: a request id for each service.
    Local = 400,
}
