using Google.Protobuf;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Configuration;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.Wire;

namespace Validation.Simulators.StandIns.Collector.Exporters;

/// <summary>The exporter <c>nop</c>: takes everything and does nothing.</summary>
internal static class NopExporter
{
    /// <summary>Makes one.</summary>
    /// <exception cref="BadInputException">It has settings.</exception>
    public static IExporter<T> Make<T>(PartContext context)
        where T : class, IMessage<T>, new()
    {
        context.Settings.Only();
        return new Exporter<T>(context, new NopSender<T>(), ExportSettings.None);
    }
}

/// <summary>The exporter <c>file</c>: a line of OTLP/JSON for each batch.</summary>
internal static class FileExporter
{
    /// <summary>Makes one; the file is made, or emptied unless <c>append</c> is set.</summary>
    /// <exception cref="BadInputException">The path is missing, or the file cannot be written.</exception>
    public static IExporter<T> Make<T>(PartContext context)
        where T : class, IMessage<T>, new()
    {
        var settings = context.Settings.Only("path", "append", "format", "flush_interval", "create_directory");
        if (settings["format"].Text("json") != "json")
            throw settings["format"].Bad("json");
        var path = settings["path"].Text();
        try
        {
            if (settings["create_directory"].Flag(false))
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var file = new FileStream(path, settings["append"].Flag(false) ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.ReadWrite, 0);
            return new Exporter<T>(context, new FileSender<T>(file), ExportSettings.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw settings["path"].Bad("a file that can be written", $"{path}: {e.Message}");
        }
    }
}

/// <summary>Takes everything.</summary>
internal sealed class NopSender<T> : ISender<T>
{
    /// <inheritdoc/>
    public Task<Handed> SendAsync(T batch, CancellationToken stop) => Task.FromResult(Handed.Taken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Writes lines.</summary>
internal sealed class FileSender<T>(FileStream file) : ISender<T>
    where T : class, IMessage<T>, new()
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <inheritdoc/>
    public async Task<Handed> SendAsync(T batch, CancellationToken stop)
    {
        byte[] line = [.. OtlpJson.Write(batch), (byte)'\n'];
        await _turn.WaitAsync(stop);
        try
        {
            // One write a line, whole even when the collector is killed.
            await file.WriteAsync(line, CancellationToken.None);
            return Handed.Taken;
        }
        catch (IOException problem)
        {
            return new Handed(Handing.NotNow, $"write {file.Name}: {problem.Message}");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await file.DisposeAsync();
        _turn.Dispose();
    }
}
