using NUnit.Framework;

namespace Reqnroll;

/// <summary>Writes to the output of the test that is running.</summary>
public interface IReqnrollOutputHelper
{
    /// <summary>Writes a line.</summary>
    void WriteLine(string text);

    /// <summary>Writes a line from a format, invariant in culture.</summary>
    void WriteLine(string format, params object[] args);

    /// <summary>Attaches a file, by its path.</summary>
    void AddAttachment(string filePath);
}

internal sealed class NUnitOutput : IReqnrollOutputHelper
{
    public void WriteLine(string text) => TestContext.Out.WriteLine(text);

    public void WriteLine(string format, params object[] args) =>
        WriteLine(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, args));

    public void AddAttachment(string filePath) => TestContext.AddTestAttachment(filePath);
}
