using System.Runtime.CompilerServices;
using System.Text;

namespace Validation.Reports.Tests;

/// <summary>
/// What people and programs see, kept byte for byte in the folder Approved. With the environment variable
/// VALIDATION_APPROVE=1 the files are written anew, to be read in the difference before they are committed.
/// </summary>
internal static class Approved
{
    public static void Check(string name, string text)
    {
        var path = Path.Combine(Root(), "Approved", name);
        if (Environment.GetEnvironmentVariable("VALIDATION_APPROVE") == "1")
            File.WriteAllText(path, text);
        File.Exists(path).ShouldBeTrue($"{path} is missing; run with VALIDATION_APPROVE=1 and read what it writes");
        Encoding.UTF8.GetString(File.ReadAllBytes(path)).ShouldBe(text);
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
