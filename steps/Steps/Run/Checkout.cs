namespace Validation.Steps.Run;

/// <summary>Where this checkout lies.</summary>
public static class Checkout
{
    /// <summary>The folder that holds <c>Validation.sln</c>, searched upwards from the program; the current folder when there is none.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory) ?? Environment.CurrentDirectory;

    private static string? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Validation.sln")))
                return folder.FullName;
        }

        return null;
    }
}
