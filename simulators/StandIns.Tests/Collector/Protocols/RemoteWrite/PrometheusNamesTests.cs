using Validation.Simulators.StandIns.Collector.Protocols.RemoteWrite;

namespace Validation.Simulators.StandIns.Tests.Collector.Protocols.RemoteWrite;

public class PrometheusNamesTests
{
    [TestCase("system.filesystem.usage", "By", "system_filesystem_usage_bytes")]
    [TestCase("\t system.filesystem.usage       ", "  By\t", "system_filesystem_usage_bytes")]
    [TestCase("system.network.dropped", "{packets}", "system_network_dropped")]
    [TestCase("system.network.dropped", "packets", "system_network_dropped_packets")]
    [TestCase("system.network.packets", "packets", "system_network_packets")]
    [TestCase("hw.gpu.memory.utilization", "1", "hw_gpu_memory_utilization_ratio")]
    [TestCase("hw.fan.speed_ratio", "1", "hw_fan_speed_ratio")]
    [TestCase("astro.light.speed_limit", "m/s", "astro_light_speed_limit_meters_per_second")]
    [TestCase("object.rate", "{objects}/s", "object_rate_per_second")]
    [TestCase("requests", "1/s", "requests_per_second")]
    [TestCase("success.ratio", "%", "success_ratio_percent")]
    [TestCase("success.percent", "%", "success_percent")]
    [TestCase("latency", "ms", "latency_milliseconds")]
    [TestCase("latency.seconds", "s", "latency_seconds")]
    [TestCase("3.14 digits", "", "_3_14_digits")]
    [TestCase("envoy__rule", "", "envoy_rule")]
    [TestCase("job:recorded:rate5m", "", "job:recorded:rate5m")]
    [TestCase("temperature", "°F", "temperature_F")]
    public void A_gauge_has_its_unit_as_a_suffix_once(string name, string unit, string wanted) =>
        PrometheusNames.OfMetric(MetricBatches.Gauge(name, unit, 1), "", true).ShouldBe(wanted);

    [TestCase("objects", "1", "objects_total")]
    [TestCase("system.io", "By", "system_io_bytes_total")]
    [TestCase("network_transmitted_bytes_total", "By", "network_transmitted_bytes_total")]
    [TestCase("requests.total.count", "{request}", "requests_count_total")]
    public void A_counter_ends_with_total(string name, string unit, string wanted) =>
        PrometheusNames.OfMetric(MetricBatches.Sum(name, unit), "", true).ShouldBe(wanted);

    [Test]
    public void A_sum_that_may_fall_has_neither_total_nor_ratio() =>
        PrometheusNames.OfMetric(MetricBatches.Sum("up.down", "1", monotonic: false), "", true).ShouldBe("up_down");

    [Test]
    public void Without_suffixes_only_what_Prometheus_cannot_hold_is_replaced() =>
        PrometheusNames.OfMetric(MetricBatches.Sum("a__b.c total", "By"), "space", false).ShouldBe("space_a__b_c_total");

    [Test]
    public void A_name_of_signs_only_is_no_name() => PrometheusNames.OfMetric(MetricBatches.Gauge("@#$", "", 1), "", true).ShouldBeNull();

    [TestCase("9bad", "key_9bad")]
    [TestCase("k.a", "k_a")]
    [TestCase("_private", "key_private")]
    [TestCase("__reserved__", "__reserved__")]
    [TestCase("CamelKey", "CamelKey")]
    public void A_label_is_made_fit_for_Prometheus(string key, string wanted) => PrometheusNames.OfLabel(key).ShouldBe(wanted);

    [TestCase("")]
    [TestCase("ü")]
    public void A_label_with_nothing_left_is_none(string key) => PrometheusNames.OfLabel(key).ShouldBeNull();
}
