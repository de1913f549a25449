using System.Net;
using System.Net.Sockets;
using Validation.Harness;
using Validation.Simulators.StandIns.LibvirtExporter;

namespace Validation.Simulators.StandIns.Tests.LibvirtExporter;

public sealed class FlagsTests
{
    [Test]
    public void Nothing_said_is_what_the_real_program_does()
    {
        var options = ExporterOptions.Parse([]);

        options.Libvirt.Server.ToString().ShouldBe("/var/run/libvirt/libvirt-sock-ro");
        options.Driver.ShouldBe("qemu:///system");
        options.Listen.ShouldBe(new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, 9177));
        options.MetricsPath.ShouldBe("/metrics");
        options.HealthPath.ShouldBe("");
        options.CallLimit.ShouldBe(TimeSpan.FromSeconds(3));
        options.ConcurrentCollects.ShouldBe(4);
        options.ShowVersion.ShouldBeFalse();
    }

    [Test]
    public void The_flags_of_the_documented_deployment_are_understood()
    {
        var options = ExporterOptions.Parse(["--libvirt.uri=/run/libvirt/libvirt-sock-ro", "--web.listen-address=:9474"]);

        options.Libvirt.Server.ShouldBeOfType<UnixDomainSocketEndPoint>().ToString().ShouldBe("/run/libvirt/libvirt-sock-ro");
        options.Listen.ShouldBe(new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, 9474));
    }

    [Test]
    public void Every_flag_is_read_with_an_equals_sign_or_as_two_words()
    {
        var options = ExporterOptions.Parse(
        [
            "--libvirt.uri", "/s", "--libvirt.driver=test:///default", "--exporter.timeout", "500ms", "--exporter.max-concurrent-collects=8",
            "--web.listen-address=127.0.0.1:0", "--web.telemetry-path=/m", "--web.health-path=/h", "--log.level=error",
        ]);

        options.ShouldBe(new ExporterOptions
        {
            Libvirt = options.Libvirt,
            Driver = "test:///default",
            CallLimit = TimeSpan.FromMilliseconds(500),
            ConcurrentCollects = 8,
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            MetricsPath = "/m",
            HealthPath = "/h",
            LogLevel = LogLevel.Error,
        });
    }

    [TestCase("qemu+unix:///system?socket=/run/x.sock", "/run/x.sock", "qemu:///system")]
    [TestCase("qemu+unix:///system?mode=direct&socket=/a%20b", "/a b", "qemu:///system")]
    [TestCase("qemu+tcp://127.0.0.1:16510/system", "127.0.0.1:16510", "qemu:///system")]
    [TestCase("qemu+tcp://[::1]/system", "[::1]:16509", "qemu:///system")]
    [TestCase("test+tcp://127.0.0.1:5/default", "127.0.0.1:5", "test:///default")]
    [TestCase("qemu+tcp://compute-1/system", "Unspecified/compute-1:16509", "qemu:///system")]
    public void Addresses_name_the_server_and_the_driver(string text, string server, string driver)
    {
        var options = ExporterOptions.Parse(["--libvirt.uri=" + text]);

        options.Libvirt.Server.ToString().ShouldBe(server);
        options.Driver.ShouldBe(driver);
    }

    [Test]
    public void A_driver_that_is_given_wins_over_the_one_of_the_address() =>
        ExporterOptions.Parse(["--libvirt.driver=test:///default", "--libvirt.uri=qemu+tcp://127.0.0.1:1/system"]).Driver.ShouldBe("test:///default");

    [TestCase("0", 1)]
    [TestCase("-3", 1)]
    [TestCase("256", 256)]
    public void Less_than_one_collect_at_a_time_counts_as_one(string text, int collects) =>
        ExporterOptions.Parse(["--exporter.max-concurrent-collects=" + text]).ConcurrentCollects.ShouldBe(collects);

    [TestCase("--nope", "Unknown flag (command line): wanted one of: --libvirt.uri,")]
    [TestCase("stray", "Unknown flag (command line): wanted one of: --libvirt.uri,")]
    [TestCase("--exporter.timeout", "A flag has no value (--exporter.timeout): wanted --exporter.timeout=VALUE, got the end of the command line; give it one.")]
    [TestCase("--exporter.timeout=3", "A flag has a wrong value (--exporter.timeout): wanted a duration above zero such as 3s or 500ms, got 3; correct the value.")]
    [TestCase("--exporter.timeout=0s", "A flag has a wrong value (--exporter.timeout): wanted a duration above zero")]
    [TestCase("--exporter.timeout=-1s", "A flag has a wrong value (--exporter.timeout): wanted a duration above zero")]
    [TestCase("--exporter.max-concurrent-collects=many", "A flag has a wrong value (--exporter.max-concurrent-collects): wanted a whole number up to 256, got many;")]
    [TestCase("--web.listen-address=9177", "A flag has a wrong value (--web.listen-address): wanted IP:PORT or :PORT, got 9177;")]
    [TestCase("--web.listen-address=127.0.0.1", "A flag has a wrong value (--web.listen-address): wanted IP:PORT or :PORT, got 127.0.0.1;")]
    [TestCase("--web.telemetry-path=metrics", "A flag has a wrong value (--web.telemetry-path): wanted a path that starts with /, got metrics;")]
    [TestCase("--log.level=loud", "A flag has a wrong value (--log.level): wanted debug, info, warn or error, got loud;")]
    [TestCase("--libvirt.uri=qemu:///system", "The address of libvirt cannot be read (--libvirt.uri): wanted a path, qemu+unix:///system?socket=PATH or qemu+tcp://HOST:PORT/system, got qemu:///system;")]
    [TestCase("--libvirt.uri=qemu+ssh://host/system", "The address of libvirt cannot be read (--libvirt.uri)")]
    [TestCase("--libvirt.uri=qemu+unix:///system", "The address of libvirt cannot be read (--libvirt.uri)")]
    public void What_is_wrong_is_told_in_one_sentence(string flag, string sentence)
    {
        var problem = Should.Throw<BadInputException>(() => ExporterOptions.Parse([flag]));

        problem.Message.ShouldStartWith(sentence);
        problem.Message.ShouldEndWith(".");
        problem.Message.ShouldNotContain("\n");
    }

    [Test]
    public void A_path_longer_than_a_socket_may_have_is_told() =>
        Should.Throw<BadInputException>(() => LibvirtAddress.Parse("/" + new string('x', 200))).Message.ShouldStartWith("The path of libvirt's socket is too long");

    [TestCase("0", 0)]
    [TestCase("3s", 3_000)]
    [TestCase("1m30s", 90_000)]
    [TestCase("1.5h", 5_400_000)]
    [TestCase("250ms", 250)]
    [TestCase("0.5s", 500)]
    public void Durations_are_those_of_go(string text, double milliseconds)
    {
        GoDuration.TryParse(text, out var duration).ShouldBeTrue();

        duration.TotalMilliseconds.ShouldBe(milliseconds);
    }

    [Test]
    public void A_nanosecond_is_not_nothing()
    {
        GoDuration.TryParse("1ns", out var duration).ShouldBeTrue();

        duration.ShouldBe(TimeSpan.FromTicks(1));
    }

    [TestCase("")]
    [TestCase("3")]
    [TestCase("s")]
    [TestCase("3 s")]
    [TestCase("3d")]
    [TestCase("1..5s")]
    [TestCase("-3s")]
    [TestCase("9000h")]
    public void What_is_no_duration_is_refused(string text) => GoDuration.TryParse(text, out _).ShouldBeFalse();
}
