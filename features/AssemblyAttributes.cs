using NUnit.Framework;

// Scenarios share the stack and nothing else; those tagged @exclusive run alone.
[assembly: Parallelizable(ParallelScope.All)]
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[assembly: LevelOfParallelism(4)]
