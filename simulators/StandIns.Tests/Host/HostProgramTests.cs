using System.Diagnostics;
using System.Runtime.InteropServices;
using CliWrap;
using CliWrap.Buffered;

namespace Validation.Simulators.StandIns.Tests.Host;

/// <summary>The executable itself, as a child process.</summary>
[CancelAfter(60_000)]
public sealed class HostProgramTests
{
    private static string Program => Path.Combine(AppContext.BaseDirectory, "validation-host");

    [Test]
    public async Task It_prints_where_it_listens_and_ends_cleanly_when_told_to(CancellationToken cancel)
    {
        using var process = Process.Start(new ProcessStartInfo(Program, ["libvirt-exporter", "--libvirt.uri=/nowhere/sock", "--web.listen-address=127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var line = (await process.StandardOutput.ReadLineAsync(cancel)).ShouldNotBeNull();
            line.ShouldMatch(@"^listening on 127\.0\.0\.1:\d+$");
            using var http = new HttpClient();
            (await http.GetStringAsync($"http://{line["listening on ".Length..]}/metrics", cancel)).ShouldContain("\nlibvirt_up 0\n");

            Kill(process.Id, 15).ShouldBe(0);
            await process.WaitForExitAsync(cancel);

            process.ExitCode.ShouldBe(0);
            await Should.ThrowAsync<HttpRequestException>(() => http.GetStringAsync($"http://{line["listening on ".Length..]}/metrics", cancel));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    [TestCase("Unknown program (first word of the command line): wanted one of: collector, libvirt-exporter, loki, tempo, got nothing; name one.")]
    [TestCase("Unknown program (first word of the command line): wanted one of: collector, libvirt-exporter, loki, tempo, got nope; name one.", "nope")]
    [TestCase("Unknown flag (command line): wanted one of: --libvirt.uri, --libvirt.driver, --exporter.timeout, --exporter.max-concurrent-collects, --web.listen-address, --web.telemetry-path, --web.health-path, --log.level, --version, got --nope; correct or remove it.", "libvirt-exporter", "--nope")]
    public async Task What_it_does_not_understand_is_one_sentence_and_exit_code_two(string sentence, params string[] args)
    {
        var result = await Cli.Wrap(Program).WithArguments(args).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();

        result.ExitCode.ShouldBe(2);
        result.StandardError.ShouldBe(sentence + "\n");
        result.StandardOutput.ShouldBe("");
    }

    [Test]
    public async Task The_version_names_the_real_program_and_that_this_is_not_it()
    {
        var result = await Cli.Wrap(Program).WithArguments(["libvirt-exporter", "--version"]).ExecuteBufferedAsync();

        result.StandardError.ShouldBe("libvirt_exporter, version 0.1.0 (stand-in for inovex/prometheus-libvirt-exporter 2.2.0 to 2.5.0)\n");
    }

    [Test]
    public async Task Help_lists_the_programs()
    {
        var result = await Cli.Wrap(Program).WithArguments("--help").ExecuteBufferedAsync();

        result.StandardOutput.ShouldContain("validation-host libvirt-exporter [flags]");
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
