using System.Diagnostics;
using System.Runtime.InteropServices;
using CliWrap;
using CliWrap.Buffered;
using Google.Protobuf;

namespace Validation.Simulators.StandIns.Tests.Collector;

/// <summary>The collector as a program.</summary>
[CancelAfter(60_000)]
public sealed class ProgramTests
{
    private static string Program => Path.Combine(AppContext.BaseDirectory, "validation-host");

    [Test]
    public async Task When_it_is_told_to_end_it_first_sends_what_it_holds(CancellationToken cancel)
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.File("c.yaml"), TestCollector.Receivers
            + "processors: {batch: {timeout: 1h}}\nexporters: {file: {path: '${env:TEST_OUT}/out.jsonl'}}\n"
            + $"service: {{{TestCollector.Telemetry}, pipelines: {{logs: {{receivers: [otlp], processors: [batch], exporters: [file]}}}}}}", cancel);
        using var process = Process.Start(new ProcessStartInfo(Program, ["collector", "--config", folder.File("c.yaml")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TEST_OUT"] = folder.File("") },
        })!;
        try
        {
            var listening = (await process.StandardOutput.ReadLineAsync(cancel)).ShouldNotBeNull();
            var http = "";
            while (!http.Contains("otlp/http on ", StringComparison.Ordinal))
                http = (await process.StandardError.ReadLineAsync(cancel)).ShouldNotBeNull();
            using var content = new ByteArrayContent(Batches.Logs(0, 10).ToByteArray());
            content.Headers.Add("Content-Type", "application/x-protobuf");
            using var answer = await TestCollector.Http.PostAsync($"http://{http.Split(" on ")[1]}/v1/logs", content, cancel);
            (await TestCollector.Http.GetStringAsync($"http://{listening["listening on ".Length..]}/metrics", cancel)).ShouldContain("otelcol_receiver_accepted_log_records{receiver=\"otlp\",transport=\"http\"} 10\n");
            new FileInfo(folder.File("out.jsonl")).Length.ShouldBe(0);

            Kill(process.Id, 15).ShouldBe(0);
            await process.WaitForExitAsync(cancel);

            process.ExitCode.ShouldBe(0);
            (await File.ReadAllLinesAsync(folder.File("out.jsonl"), cancel)).Length.ShouldBe(1);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    [Test]
    public async Task A_configuration_that_it_cannot_follow_is_one_sentence_and_exit_code_two()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.File("c.yaml"), "receivers:\n  otlp: {protocols: {http: }}\n  rabbitmq: {}\n");

        var result = await Cli.Wrap(Program).WithArguments(["collector", "--config=" + folder.File("c.yaml")]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();

        result.ExitCode.ShouldBe(2);
        result.StandardError.ShouldStartWith($"A part of the collector is of a type that its stand-in does not know ({folder.File("c.yaml")}:3, receivers.rabbitmq): wanted a receiver of the types ");
        result.StandardOutput.ShouldBe("");
    }

    [Test]
    public async Task The_version_names_the_real_program_and_that_this_is_not_it()
    {
        var result = await Cli.Wrap(Program).WithArguments(["collector", "--version"]).ExecuteBufferedAsync();

        result.StandardOutput.ShouldBe("otelcol-contrib version 0.156.0 (stand-in)\n");
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
