using Validation.Contract;
using Validation.Harness.Signals;
using Validation.Steps.Correlation;

namespace Validation.Steps.Tests.Correlation;

public sealed class GrafanaLinksTests
{
    private static readonly SpanRecord s_span = new("0a", "0b", "", "nova-api", "GET /", SpanKind.Server, 1, 2)
    {
        Attributes = Attributes.Of(("http.route", "/")),
        Resource = Attributes.Of(("service.name", "nova-api"), ("service.namespace", "openstack"), ("k8s.namespace.name", "openstack")),
    };

    private static readonly TraceLink s_link = ContractFiles.Load().Traces.GrafanaCorrelation.TracesToLogs;

    [Test]
    public void Each_tag_that_the_span_has_becomes_a_matcher() =>
        GrafanaLinks.Selector(s_link, s_span, "").ShouldBe("{namespace=\"openstack\", job=\"nova-api\", namespace=\"openstack\"}");

    [Test]
    public void A_label_can_be_left_out() =>
        GrafanaLinks.Selector(s_link, s_span, "namespace").ShouldBe("{job=\"nova-api\"}");

    [Test]
    public void A_span_without_the_attributes_selects_everything() =>
        GrafanaLinks.Selector(s_link, s_span with { Resource = Attributes.None }, "").ShouldBe("{}");
}
