namespace Validation.Bdd.Tests;

/// <summary>Compares with a file of the folder Approved. To approve a change, run with VALIDATION_APPROVE=1 and read the difference.</summary>
internal static class Approved
{
    public static void Check(string file, string text, [System.Runtime.CompilerServices.CallerFilePath] string caller = "")
    {
        if (Environment.GetEnvironmentVariable("VALIDATION_APPROVE") == "1")
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(caller)!, "Approved", file + ".txt"), text);
        var folder = Path.Combine(AppContext.BaseDirectory, Path.GetFileName(Path.GetDirectoryName(caller)!), "Approved");
        var path = Path.Combine(folder, file + ".txt");
        File.Exists(path).ShouldBeTrue($"{path} is missing: run once with VALIDATION_APPROVE=1, and read what was written");
        text.ShouldBe(File.ReadAllText(path));
    }
}
