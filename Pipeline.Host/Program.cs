using Pipeline.Host.Local;

if (LocalProcesses.Run(args) is { } process)
{
    return await process;
}

Console.WriteLine("Pipeline");
return 0;
