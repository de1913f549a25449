using System.Globalization;
using Reqnroll.BoDi;

namespace Reqnroll;

/// <summary>The feature that is running; shared by its scenarios, which may run at the same time.</summary>
public sealed class FeatureContext : ReqnrollContext
{
    internal FeatureContext(FeatureInfo info, IObjectContainer container) => (FeatureInfo, FeatureContainer) = (info, container);

    /// <summary>Title, tags, description.</summary>
    public FeatureInfo FeatureInfo { get; }

    /// <summary>What its scenarios share.</summary>
    public IObjectContainer FeatureContainer { get; }
}

/// <summary>What is known of a feature.</summary>
public sealed class FeatureInfo
{
    internal FeatureInfo(string title, string description, string language, string folder, IEnumerable<string> tags) =>
        (Title, Description, LanguageTag, FolderPath, Tags) = (title, description, language, folder, [.. tags]);

    /// <summary>The title.</summary>
    public string Title { get; }

    /// <summary>The description; may be empty.</summary>
    public string Description { get; }

    /// <summary>Tags without the at sign.</summary>
    public string[] Tags { get; }

    /// <summary>Folder of the file relative to the project, with forward slashes; may be empty.</summary>
    public string FolderPath { get; }

    /// <summary>The language of the keywords, by its Gherkin name: <c>en</c>.</summary>
    public string LanguageTag { get; }

    /// <summary>The language as a culture; the invariant one where the machine has no cultures.</summary>
    public CultureInfo Language
    {
        get
        {
            try
            {
                return CultureInfo.GetCultureInfo(LanguageTag);
            }
            catch (CultureNotFoundException)
            {
                return CultureInfo.InvariantCulture;
            }
        }
    }
}

/// <summary>What is known of a rule.</summary>
public sealed class RuleInfo
{
    internal RuleInfo(string title, string description, IEnumerable<string> tags) => (Title, Description, Tags) = (title, description, [.. tags]);

    /// <summary>The title.</summary>
    public string Title { get; }

    /// <summary>The description; may be empty.</summary>
    public string Description { get; }

    /// <summary>Tags without the at sign.</summary>
    public string[] Tags { get; }
}
