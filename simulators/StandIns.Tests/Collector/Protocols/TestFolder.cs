namespace Validation.Simulators.StandIns.Tests.Collector.Protocols;

/// <summary>A folder that is gone with the test.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("protocols-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
